package dev.arena.spring.boot.sample;

import java.math.BigDecimal;

import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.collect.RecordVec;

@RestController
class OrderController {

    @PostMapping("/orders/total")
    BigDecimal total(@RequestBody RecordVec<Order> orders) { // was List<Order>
        BigDecimal total = BigDecimal.ZERO;
        for (Order order : orders) {
            total = total.add(order.price().multiply(BigDecimal.valueOf(order.quantity())));
        }
        return total;
    } // nothing to release: the request's arena ends with the response
}
